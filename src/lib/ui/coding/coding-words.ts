import type { Agreement, ChangeProblem, FrameChange, FrameCode } from '#core/coding/index.ts';

/** Why a frame stays as it is, and what to do. */
export function changeProblemWords(problem: ChangeProblem): string {
	switch (problem.kind) {
		case 'label-missing':
			return 'Enter a name for the code';
		case 'label-too-long':
			return 'Enter a name of at most 120 characters and a description of at most 1,000';
		case 'label-taken':
			return `Enter another name: there is a code “${problem.label}”`;
		case 'too-few-parts':
			return 'Enter names for two new codes or more';
		case 'nothing-to-merge':
			return 'Choose another code to merge it into';
		case 'share-out-of-range':
			return 'Choose a share from the list';
		case 'unknown-code':
			return 'That code cannot be changed so any more: it was merged, split or retired';
		case 'too-many-codes':
			return 'The frame is full: merge codes before you add others';
	}
}

/** What a change did, in words that follow “Ann, on 3 May 2027:”. */
export function changeWords(change: FrameChange, codes: readonly FrameCode[]): string {
	const named = (code: number) => `${code} “${codes.find((one) => one.code === code)?.label ?? ''}”`;
	switch (change.kind) {
		case 'added':
			return `added ${change.code} “${change.label}”`;
		case 'described':
			return change.meaning === 'same'
				? `worded ${change.code} as “${change.label}”; it means the same`
				: `gave ${change.code} a new meaning, “${change.label}”: all answers have to be read for it again`;
		case 'merged':
			return `merged ${change.from.map(named).join(' and ')} into ${named(change.into)}; answers follow`;
		case 'split': {
			const parts = change.into.map(({ code, label }) => `${code} “${label}”`).join(', ');
			return `split ${named(change.code)} into ${parts}: answers that had it have to be read again`;
		}
		case 'retired':
			return `retired ${named(change.code)}; answers keep it`;
		case 'restored':
			return `put ${named(change.code)} into use again`;
		case 'ordered':
			return 'put the codes in another order';
		case 'shared':
			return `set the share of answers that two people code to ${shareWords(change.share)}`;
	}
}

/** Shares that two people may code. */
export const sharesOffered = [1, 0.75, 0.5, 0.3, 0.2, 0.1, 0] as const;

export function shareWords(share: number): string {
	if (share === 0) return 'none: one person codes each';
	return share === 1 ? 'all' : `a random ${Math.round(share * 100)}%`;
}

/** “0.71, between 0.60 and 0.82”, or why there is no kappa. */
export function kappaWords(kappa: Agreement['sets']): string {
	switch (kappa.kind) {
		case 'kappa': {
			const { value, interval } = kappa;
			const digits = (of: number) => Math.max(-1, Math.min(1, of)).toFixed(2).replace('-', '−');
			return `${digits(value)}, between ${digits(interval.lower)} and ${digits(interval.upper)}`;
		}
		case 'no-variation':
			return 'none: both said the same of every answer';
		case 'nothing-coded':
			return 'none yet';
	}
}

/** Labels of codes, or that none fits. */
export function givenWords(given: readonly number[], codes: readonly Pick<FrameCode, 'code' | 'label'>[]): string {
	if (given.length === 0) return 'No code fits';
	return given.map((code) => `${code} ${codes.find((one) => one.code === code)?.label ?? ''}`.trim()).join('; ');
}

/** Why what somebody chose for an answer is not taken. */
export function choiceProblemWords(
	kind: 'nothing-chosen' | 'none-and-codes' | 'frame-changed' | 'not-waiting' | 'not-compared',
): string {
	switch (kind) {
		case 'nothing-chosen':
			return 'Choose a code, or that no code fits';
		case 'none-and-codes':
			return 'Choose codes or that no code fits, not both';
		case 'frame-changed':
			return 'The frame has changed since: choose again';
		case 'not-waiting':
			return 'This answer does not wait for you any more; the next one is below';
		case 'not-compared':
			return 'Two people have to code an answer before it is agreed on';
	}
}
