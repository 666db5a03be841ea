import type { Span } from './span.ts';
import { found } from './patterns.ts';

/** A house's number: 12, 12a, 3/2. */
const house = String.raw`(?<![\p{L}\p{N}£$€.,])\d{1,4}[a-z]?(?:\/\d{1,3})?,?\s+`;
/** Words that end the name of a street and nothing else. */
const plain = new RegExp(
	String.raw`${house}(?:[\p{L}'’-]{2,}\.?\s+){1,4}(?:street|road|avenue|lane|crescent|terrace|gardens|wynd|rd|ave|cres|gdns)(?![\p{L}\p{N}])`,
	'giu',
);
/** Words that mean much else too: they count with capitals alone. */
const withCapitals = new RegExp(
	String.raw`${house}(?:\p{Lu}[\p{L}'’-]+\.?\s+){1,4}(?:St|Dr|Drive|Place|Pl|Court|Ct|Close|Way|Square|Sq|Loan|Brae|Grove|Park|Quay|Row|Hill|View|Walk|Mews)(?![\p{L}\p{N}])`,
	'gu',
);
const flat =
	/(?<![\p{L}\p{N}])(?:flat|apt|apartment|room|cell|p\.?o\.?\s+box)\s+\d{1,4}[a-z]?(?:\/\d{1,3})?(?![\p{L}\p{N}])/giu;

/** Words that stand between a number and “street” where it is no address: 3 men in the street. */
const noStreets =
	/(?<![\p{L}\p{N}])(?:in|on|the|a|an|of|my|our|his|her|this|that|down|up|and|or|to|at|from|by|per|for|every|each|along|across|off|into|hours?|days?|weeks?|months?|years?|minutes?|miles?|metres?|yards?|times?|people|persons?|men|women|kids|children|lads|cars?|shops?|is|are|was|were|near|outside|with)(?![\p{L}])/iu;

/** Streets with a number before them, flats, rooms and post boxes. */
export function addressesIn(text: string): Span[] {
	return [
		...found(text, plain, 'address').filter(({ from, to }) => !noStreets.test(text.slice(from, to))),
		...found(text, withCapitals, 'address'),
		...found(text, flat, 'address'),
	];
}
