import type { Estimate } from '#core/estimation/index.ts';
import type { SensitiveQuestion, SensitiveReport } from '#core/trends/index.ts';
import type { RFigure, RView } from './r-view.ts';
import { figuresAt, opening, quoted } from './r-view.ts';

/**
 * Lines of R for an indirect question beside direct answers: its own and the direct figures by `snippets`, and what is
 * expected besides those of the plan, the differences and the combined estimates. Undefined for a question that is no measure
 * of the pack. `numbers` has the waves' numbers in the pack by their ids.
 */
export function sensitiveView(
	{ waves: reported }: Pick<SensitiveReport, 'waves'>,
	{ measure, direct, waves, combined }: SensitiveQuestion,
	{ numbers, snippets }: { numbers: ReadonlyMap<string, number>; snippets: ReadonlyMap<string, string> },
): RView | undefined {
	const own = snippets.get(measure.id);
	if (own === undefined) return undefined;
	const openly = direct === null ? undefined : snippets.get(direct.id);
	const told = (estimates: readonly { wave: string; estimate: Estimate | null }[]) =>
		estimates.flatMap(({ wave, estimate }) => {
			const number = numbers.get(wave);
			const label = reported.find(({ id }) => id === wave)?.label ?? wave;
			return number === undefined || estimate === null ? [] : [{ number, label, estimate }];
		});
	const parts = [
		{
			...{ name: 'difference', call: 'indirect_less_direct', words: 'Asked indirectly less asked directly' },
			of: told(waves.map(({ wave, difference }) => ({ wave, estimate: difference }))),
		},
		{
			...{ name: 'combined', call: 'list_with_direct', words: 'The list and the direct answers combined' },
			of: told(
				(combined?.points ?? []).map(({ wave, estimate }) => ({
					wave,
					estimate: estimate.kind === 'estimate' ? estimate : null,
				})),
			),
		},
	].filter(({ of }) => of.length > 0);
	const asked = `${quoted(measure.id)}, ${quoted(direct?.id ?? '')}`;
	return {
		code: [
			...['# Asked indirectly', own, ''],
			...(openly === undefined ? [] : ['# Asked directly', withoutOpening(openly), '']),
			...parts.flatMap(({ name, call, words, of }) => [
				`# ${words}`,
				`${name} <- lapply(c(${of.map(({ label, number }) => `${quoted(label)} = "${number}"`).join(', ')}), function(wave) {`,
				`  ${call}(pack, wave, ${asked})`,
				'})',
			]),
			...(parts.length === 0 ? [] : [`list(${parts.map(({ name }) => `${name} = ${name}`).join(', ')})`]),
		].join('\n'),
		expected: parts.flatMap(({ name, of }) =>
			of.flatMap(({ label, estimate }) => figuresOf(`${name}.${label}`, estimate)),
		),
	};
}

function figuresOf(place: string, { value, se, interval: { lower, upper } }: Estimate): RFigure[] {
	return figuresAt(place, { value, se, lower, upper }, se);
}

function withoutOpening(code: string): string {
	const lines = code.split('\n');
	return opening.every((line, k) => lines[k] === line) ? lines.slice(opening.length).join('\n') : code;
}
