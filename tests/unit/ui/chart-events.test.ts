import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventLabels, eventsWithin } from '../../../src/lib/ui/charts/chart-events.ts';
import { eventNotes, keyed, placeWords } from '../../../src/lib/ui/events/event-words.ts';

const event = (startsOn: string, endsOn: string | null = null, title = 'Something') => ({
	...{ title, startsOn, endsOn },
	source: 'Somebody',
});
const day = (isoDate: string) => Date.parse(isoDate) / 86_400_000;

describe('events on a time axis', () => {
	const axis = { from: day('2012-01-01'), to: day('2014-12-31') };
	const within = (...events: ReturnType<typeof event>[]) => eventsWithin(keyed(events), axis);

	it('are those whose days the axis has, cut at its ends', () => {
		expect(within(event('2011-06-01', '2012-03-01'), event('2013-05-05'), event('2014-12-01', '2016-01-01'))).toEqual([
			{ key: 'A', from: axis.from, to: day('2012-03-01') },
			{ key: 'B', from: day('2013-05-05'), to: null },
			{ key: 'C', from: day('2014-12-01'), to: axis.to },
		]);
		expect(within(event('2011-06-01', '2011-12-31'), event('2015-01-01'))).toEqual([]);
	});

	it('keep their letters by their first days, also when others have no room', () => {
		expect(within(event('2013-05-05'), event('2001-01-01')).map(({ key }) => key)).toEqual(['B']);
		const many = keyed(Array.from({ length: 54 }, (_, k) => event(`2013-01-${String((k % 28) + 1).padStart(2, '0')}`)));
		expect([0, 25, 26, 53].map((at) => many[at]?.key)).toEqual(['A', 'Z', 'AA', 'BB']);
	});

	it('have letters that never run into each other, and name every event', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 40 }), (places) => {
				const events = keyed(places.toSorted((a, b) => a - b).map(() => event('2013-01-01'))).map(({ key }, k) => ({
					...{ key, to: null },
					from: places.toSorted((a, b) => a - b)[k] ?? 0,
				}));
				const labels = eventLabels(
					events,
					(x) => x,
					(words) => words.length * 8,
				);
				for (const [k, label] of labels.entries()) {
					const next = labels[k + 1];
					if (next !== undefined) expect(label.x + label.width / 2).toBeLessThanOrEqual(next.x - next.width / 2);
				}
				const ends = labels.flatMap(({ words }) => [words.split('–')[0], words.split('–').at(-1)]);
				if (events.length > 0) expect([ends[0], ends.at(-1)]).toEqual([events[0]?.key, events.at(-1)?.key]);
			}),
		);
	});
});

describe('an event in words', () => {
	const waves = [
		{ label: '2010', opensOn: '2010-01-01', closesOn: '2010-12-31' },
		{ label: 'May 2012', opensOn: '2012-05-01', closesOn: '2012-05-31' },
	];
	const [first] = keyed([event('2012-05-07', '2012-05-09', 'A campaign')]);

	it.each([
		['2009-01-01', 'before 2010, the first wave'],
		['2010-07-01', 'in the year of the wave of 2010'],
		['2011-07-01', 'after 2010 and before May 2012'],
		['2012-05-31', 'during the fieldwork of May 2012'],
		['2013-01-01', 'after May 2012, the last wave so far'],
	])('of %s stands %s', (startsOn, words) => {
		expect(placeWords(event(startsOn), waves)).toBe(words);
		expect(placeWords(event(startsOn), [])).toBe('');
	});

	it('leaves the page with its source, and with the warning that it is no cause', () => {
		expect(eventNotes(first === undefined ? [] : [first])).toEqual([
			expect.stringMatching(/^Marked: A: A campaign, 7 May 2012 to 9 May 2012 \(Somebody\)\. .* not thereby its cause/),
		]);
		expect(eventNotes([])).toEqual([]);
	});
});
