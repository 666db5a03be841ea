import type { CodeFrame, WantedChange } from '#core/coding/index.ts';
import { changedFrame } from '#core/coding/index.ts';

const who = { by: 'Ann', on: '2026-03-01' };

/** A frame that grew by these changes; one that is refused fails the test. */
export function grown(changes: readonly WantedChange[], from: CodeFrame = { seed: 1, changes: [] }): CodeFrame {
	return changes.reduce((frame, wanted) => {
		const changed = changedFrame(frame, wanted, who);
		if (changed.kind === 'refused') throw new Error(`refused: ${JSON.stringify(changed.problem)}`);
		return changed.frame;
	}, from);
}

export function adding(...labels: readonly string[]): WantedChange[] {
	return labels.map((label) => ({ kind: 'added', label, description: '', net: '' }));
}

export function parts(...labels: readonly string[]): { label: string; description: string }[] {
	return labels.map((label) => ({ label, description: '' }));
}
