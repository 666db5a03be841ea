import type { Bridge, Finding, Instrument } from '#core/instrument/index.ts';
import { codebook } from '#core/instrument/index.ts';
import { differenceWords } from './difference.ts';
import { halfOf } from './half.ts';
import { ledger } from './ledger.ts';
import { isComparable } from './verdict.ts';

/**
 * Whether the earlier wording that each bridge keeps is the one that was asked, as far as any respondent could tell.
 * `published` are the versions known; of one that is not among them nothing is said.
 */
export function keptWordings(instrument: Instrument, published: readonly Instrument[]): Finding[] {
	return instrument.bridges.flatMap((bridge, index) => {
		const asked = published.find(({ version }) => version === bridge.since);
		if (asked === undefined || asked.version >= instrument.version) return [];
		const message = keptOtherwise(instrument, bridge, asked);
		if (message === undefined) return [];
		const place = `bridge of "${bridge.question}"`;
		return [{ severity: 'error', rule: 'bridge-wording', path: `bridges/${index}/before`, place, message }];
	});
}

function keptOtherwise(instrument: Instrument, bridge: Bridge, asked: Instrument): string | undefined {
	const columns = codebook(asked).filter(({ question }) => question === bridge.question);
	if (
		columns.length === 0 &&
		!asked.sections.some(({ questions }) => questions.some(({ id }) => id === bridge.question))
	) {
		return `Version ${bridge.since} did not ask “${bridge.question}”.`;
	}
	const half = halfOf(instrument, bridge.experiment, 'earlier', 'as-before');
	const names = new Set(columns.map(({ name }) => name));
	const verdicts = ledger([asked, half]).between(asked.version, half.version) ?? [];
	const broken = verdicts.filter((verdict) => names.has(verdict.variable) && !isComparable(verdict));
	if (broken.length === 0) return undefined;
	const [first] = broken.flatMap(({ differences }) => differences);
	const said = first === undefined ? 'some of its columns are not there' : differenceWords(first);
	return `“${bridge.before}” is not what version ${bridge.since} asked as “${bridge.question}”, so it bridges nothing: ${said}.`;
}
