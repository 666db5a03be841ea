import { expect, it } from 'vitest';
import { codedColumn, codedVariables } from '#core/coding/index.ts';
import { codebook } from '#core/instrument/index.ts';
import { asks, tiny } from '../../scenario/instruments/tiny.ts';
import { grown } from './frames.ts';

const [why] = codebook(tiny('tiny', [asks({ id: 'why', kind: 'text', most: 400 })]));
if (why === undefined) throw new Error('the survey asks why');
const frame = grown([
	{ kind: 'added', label: 'Price', description: '', net: 'Own good' },
	{ kind: 'added', label: 'Quality', description: '', net: 'Own good' },
	{ kind: 'added', label: 'Danger', description: '', net: 'Harm to all' },
]);
const variables = codedVariables(why, frame);

it('an open question yields a column for each code, and for each net of two codes or more', () => {
	expect(variables.map(({ variable, codes }) => [variable.name, variable.label.en?.split(' – ')[1], codes])).toEqual([
		['why_c1', 'Price', [1]],
		['why_c2', 'Quality', [2]],
		['why_c3', 'Danger', [3]],
		['why_net_own_good', 'Own good', [1, 2]],
	]);
	expect(variables[0]?.variable).toMatchObject({ question: 'why', type: 'code', missingInBase: why.missingInBase });
});

it('a column says 1, 0 or why neither: not answered, not coded yet, not read for this code', () => {
	const missing = Int8Array.of(0, 0, 0, -9, 0, 0);
	const coded = new Map([
		[0, { codes: [1], unread: [] }],
		[1, { codes: [], unread: [] }],
		[3, { codes: [1], unread: [] }],
		[4, { codes: [2], unread: [1] }],
		[5, { codes: [], unread: [1] }],
	]);
	const made = variables.map((variable) => codedColumn(variable, { missing, coded }));
	expect(made.map(({ column }) => [...column.codes])).toEqual([
		[1, 0, -2, -9, -2, -2],
		[0, 0, -2, -9, 1, 0],
		[0, 0, -2, -9, 0, 0],
		[1, 0, -2, -9, 1, -2],
	]);
	expect(made.map(({ unread }) => unread)).toEqual([2, 0, 0, 1]);
});
