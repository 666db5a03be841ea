import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blankInstrument } from '#core/authoring/index.ts';
import { Instrument } from '#core/instrument/index.ts';
import { instrumentFile } from '#exchange/instrument-file.ts';
import { storedVersionOf } from '#server/workflows/load-surveys.ts';

const shipped = [
	'counterfeit-goods/v1',
	'counterfeit-goods/v2',
	'diversion-pre-post/v1',
	'drugs-and-organised-crime/v1',
	'sector-awareness/v1',
];

/** JSON with every object's names in the order of the alphabet, as versions are stored. */
function sorted(text: string): unknown {
	return JSON.parse(text, (_key, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
			: part,
	);
}

describe('the file of an instrument', () => {
	it.each(shipped)('says what surveys/%s.json says, in its form', (name) => {
		const text = readFileSync(`surveys/${name}.json`, 'utf8');
		const written = instrumentFile(sorted(text));
		expect(JSON.parse(written)).toEqual(JSON.parse(text));
		expect(Object.keys(JSON.parse(written))).toEqual(Object.keys(JSON.parse(text)));
		expect(written.split('\n').slice(0, 4)).toEqual(text.split('\n').slice(0, 4));
	});

	it('holds for the hash under which the version is stored', () => {
		const instrument = Instrument.parse(blankInstrument({ survey: 'new-survey', title: 'New' }));
		const stored = storedVersionOf(instrument);
		const read = Instrument.parse(JSON.parse(instrumentFile(JSON.parse(stored.document))));
		expect(storedVersionOf(read)).toEqual(stored);
	});

	it('is written of what is no instrument yet, too', () => {
		expect(instrumentFile({ title: 'half' })).toBe(
			'{\n\t"$schema": "../instrument.schema.json",\n\t"title": "half"\n}\n',
		);
	});
});
