import type { Verdict } from './verdict.ts';

/** What somebody found of one variable of a wave that others fielded. The reason is a sentence, empty for `identical`. */
export interface JudgedVariable {
	/** Its name and its words in their file; the words are empty where the file has none. */
	readonly column: string;
	readonly wording: string;
	readonly verdict: 'identical' | 'equivalent' | 'break';
	readonly reason: string;
}

/** What was found of the variables of a wave when it was brought in. One that nothing was said of counts as identical. */
export interface ImportedWave {
	/** What the waves of one file have in common and those of no other: they asked alike, whatever was found of them. */
	readonly file: string;
	readonly judged: ReadonlyMap<string, JudgedVariable>;
}

/**
 * The verdicts on the variables of two waves with what was found of either when it was brought in: a break breaks, and what
 * is equivalent is no better than that. Waves out of one file were lined up once and are compared as if they were ours.
 */
export function judgedImports(
	verdicts: readonly Verdict[],
	earlier: ImportedWave | null | undefined,
	later: ImportedWave | null | undefined,
): readonly Verdict[] {
	const sides = [earlier, later].filter((side) => side !== null && side !== undefined);
	if (sides.length === 0 || (earlier && earlier.file === later?.file)) return verdicts;
	return verdicts.map((verdict) =>
		sides.reduce((reached, { judged }) => withJudgement(reached, judged.get(verdict.variable)), verdict),
	);
}

function withJudgement(verdict: Verdict, judged: JudgedVariable | undefined): Verdict {
	if (judged === undefined || judged.verdict === 'identical') return verdict;
	if (verdict.kind === 'only-in-older' || verdict.kind === 'only-in-newer') return verdict;
	const { variable, differences } = verdict;
	const words = judgementWords(variable, judged);
	if (judged.verdict === 'break') {
		const before = verdict.kind === 'break' ? (verdict.judged ?? []) : [];
		return { kind: 'break', variable, differences, judged: [...before, words] };
	}
	switch (verdict.kind) {
		case 'break':
			return verdict;
		case 'identical':
			return { kind: 'equivalent', variable, differences, reason: words };
		case 'equivalent':
			return { kind: 'equivalent', variable, differences, reason: `${verdict.reason} ${words}` };
		case 'bridged':
			return { ...verdict, reasons: [...verdict.reasons, words] };
	}
}

function judgementWords(variable: string, { column, wording, verdict, reason }: JudgedVariable): string {
	const theirs = wording === '' ? `column ${column}` : `“${wording}” (column ${column})`;
	const found = verdict === 'break' ? `not comparable: ${reason.replace(/\.$/, '')}` : `equivalent: ${reason}`;
	return `"${variable}" was brought in from ${theirs} as ${found}`;
}
