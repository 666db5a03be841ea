import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { instrumentSchemaFile } from '#core/instrument/index.ts';

const committed = readFileSync(new URL('../../../surveys/instrument.schema.json', import.meta.url), 'utf8');

it('surveys/instrument.schema.json is what the schema in use generates (mend it with soundings check --write-schema)', () => {
	expect(committed).toBe(instrumentSchemaFile());
});

it('lets defaults be left out and nothing unknown in, and explains its parts to editors', () => {
	const schema = JSON.parse(committed);
	expect(schema.additionalProperties).toBe(false);
	expect(schema.required).toContain('sections');
	expect(schema.required).not.toContain('equivalences');
	const titles = Object.values(schema.$defs).map((part) => (part as { title?: string }).title);
	expect(titles).toEqual(expect.arrayContaining(['Question', 'Condition', 'Option', 'Text by language']));
});
