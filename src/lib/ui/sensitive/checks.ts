import type { ListEnd } from '#core/estimation/index.ts';
import type { CrosswiseSigns, ListSigns, PlaceboSign, SensitiveWave, Sign } from '#core/trends/index.ts';
import { countWords, intervalWords, signed, signedInterval, valueWords } from '#ui/trend/quantity.ts';
import { list } from '#ui/words/format.ts';
import { pWords } from './sensitive-words.ts';

/** One thing that could tell against a question: what is looked at, what was found, and whether that is a sign. */
export interface Check {
	readonly title: string;
	/** Why it matters, in one sentence. */
	readonly why: string;
	readonly found: string;
	readonly sign: Sign;
	/** In place of the sign where the check is no test. */
	readonly verdict?: string;
}

export function checksOf({ signs, difference, belowDirect }: SensitiveWave): Check[] {
	if (signs === null) return [];
	const checks = signs.kind === 'item-count' ? listChecks(signs) : crosswiseChecks(signs);
	if (difference === null) return checks;
	const { value, interval } = difference;
	return [
		...checks,
		{
			title: 'Against the direct answers',
			why: 'Asked of the same people, at least as many should turn up indirectly as say so openly. A sign where the whole interval is below 0.',
			found: `indirect less direct ${signed(value, 'share')} points (${signedInterval(interval, 'share')})`,
			sign: belowDirect,
		},
	];
}

/** All that was looked at in one sentence. */
export function summaryOf(checks: readonly Check[]): string {
	const against = checks.filter(({ sign }) => sign === 'some-sign').map(({ title }) => title.toLowerCase());
	if (against.length === 0) return 'Nothing that was looked at tells against the question.';
	return `Some sign against it: ${list('en', against, 'conjunction')}. Read its figures with that in mind.`;
}

function listChecks(signs: ListSigns): Check[] {
	const { arms, advised, answering, balance, designEffect, placebos } = signs;
	const { control, treatment } = arms;
	const few = Math.min(control.answered, treatment.answered) < advised;
	const labels = balance.variables.map(({ label }) => label);
	const least = balance.variables.toSorted((a, b) => a.p - b.p)[0];
	return [
		{
			title: 'People in each half',
			why: `Fewer than ${advised} in a half leave an interval too wide for most traits.`,
			found: `${countWords(treatment.answered)} answered with the longer list, ${countWords(control.answered)} with the shorter one`,
			sign: few ? 'some-sign' : 'no-sign',
			verdict: few ? `fewer than the ${advised} advised` : `at least the ${advised} advised`,
		},
		{
			title: 'Declining by half',
			why: 'If the longer list puts people off, the two halves are no longer alike.',
			found: `${valueWords(treatment.declined, 'share')} of those shown the longer list declined, ${valueWords(control.declined, 'share')} of the others${answering.p === null ? '' : `; ${pWords(answering.p)}`}`,
			sign: answering.sign,
		},
		{
			title: 'Balance of the halves',
			why: 'Chance should have made them alike in all that they were not asked about here.',
			found:
				least === undefined
					? 'the survey has nothing to compare them by'
					: `compared by ${labels.length} columns; they differ most in “${least.label}”, ${pWords(least.p)}, all comparisons allowed for`,
			sign: balance.sign,
		},
		...signs.ends.map((end) => endCheck(end, signs.muchAtEnd)),
		{
			title: 'Answers to the other statements',
			why: 'If the sensitive statement changed how people counted the others, some share behind the list comes out negative.',
			found:
				designEffect.test === null
					? 'too few answers to look at'
					: `the lowest of ${designEffect.test.cells.length} shares behind the list is ${valueWords(Math.min(...designEffect.test.cells.map(({ share }) => share.value)), 'share')}; ${pWords(designEffect.test.p)}`,
			sign: designEffect.sign,
		},
		...(placebos === null
			? []
			: [
					{
						title: 'What combining takes for granted',
						why: 'Among those who say yes openly the list should count one more; and the list should not sway direct answers.',
						found: [
							...(placebos.listAmongYes === null ? [] : [listAmongYesWords(placebos.listAmongYes)]),
							...(placebos.directByArm === null ? [] : [directByArmWords(placebos.directByArm)]),
						].join('; '),
						sign: placebos.sign,
					},
				]),
	];
}

function endCheck({ end, share, sign }: ListSigns['ends'][number], much: number): Check {
	const figure = `${valueWords(share.value, 'share')} (${intervalWords(share.interval, 'share')})`;
	const { title, who, why } = endWords(end);
	return {
		title,
		why: `${why} A sign where surely above ${valueWords(much, 'share')}, a rule of thumb.`,
		found: `${figure} ${who}`,
		sign,
	};
}

function endWords(end: ListEnd): { title: string; who: string; why: string } {
	switch (end) {
		case 'floor':
			return {
				title: 'Floor',
				who: 'with the shorter list said none',
				why: 'With the longer list, a count of one would give them away, so that they may say none.',
			};
		case 'ceiling':
			return {
				title: 'Ceiling',
				who: 'with the shorter list said all',
				why: 'With the longer list, all would give them away, so that they may say one less.',
			};
		case 'trait-ruled-out':
			return {
				title: 'None of the longer list',
				who: 'with the longer list said none',
				why: 'They told that the sensitive statement is untrue of them: nothing protected that answer.',
			};
		case 'trait-given-away':
			return {
				title: 'All of the longer list',
				who: 'with the longer list said all',
				why: 'They told that the sensitive statement is true of them: nothing protected that answer.',
			};
	}
}

function listAmongYesWords({ difference, p }: PlaceboSign): string {
	const [more, interval] = [difference.value + 1, difference.interval];
	const range = intervalWords({ lower: interval.lower + 1, upper: interval.upper + 1 }, 'mean');
	return `among those who say yes openly the longer list counts ${valueWords(more, 'mean')} more (${range}), and should count 1 more; ${pWords(p)}`;
}

function directByArmWords({ difference: { value, interval }, p }: PlaceboSign): string {
	return `open yes differs by ${signed(value, 'share')} points (${signedInterval(interval, 'share')}) between the lists; ${pWords(p)}`;
}

function crosswiseChecks(signs: CrosswiseSigns): Check[] {
	const { alike, ifNobody, ifEverybody, outside, randomAnswers, asked, answered } = signs;
	const [low, high] = [Math.min(ifNobody, ifEverybody), Math.max(ifNobody, ifEverybody)];
	return [
		{
			title: 'Share of “alike”',
			why: `It would be ${valueWords(ifNobody, 'share')} if the statement were true of nobody, ${valueWords(ifEverybody, 'share')} if of everybody, and 50% if all answered at random. Outside ${valueWords(low, 'share')} to ${valueWords(high, 'share')} the instruction was not followed.`,
			found: `${valueWords(alike.value, 'share')} (${intervalWords(alike.interval, 'share')}) said “alike”`,
			sign: outside,
		},
		{
			title: 'Random answers',
			why: 'Careless answers pull the figure towards 50%. No answer shows by itself that it was careless; how few would be enough says how far to trust the figure.',
			found:
				randomAnswers === null
					? 'nothing to compare with: set it beside direct answers above'
					: randomAnswers === 'none-would'
						? 'no share of random answers would explain the distance to the direct answers'
						: `${valueWords(randomAnswers, 'share')} answering at random would explain the whole distance to the direct answers`,
			sign: 'not-tested',
			verdict: 'cannot be tested',
		},
		{
			title: 'Declining',
			why: 'Many who decline make the rest a choice of their own.',
			found: `${countWords(asked - answered)} of ${countWords(asked)} declined`,
			sign: 'not-tested',
			verdict: 'no test',
		},
	];
}
