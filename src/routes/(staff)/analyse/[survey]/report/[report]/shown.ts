import type { ShownView } from '#ui/report/shown-view.ts';
import type { Site } from '#server/site.ts';
import { beforeAfterOf } from '#server/workflows/analysis/before-after-of.ts';
import { changesOf, trendOf } from '#server/workflows/analysis/index.ts';
import { planOf } from '#server/workflows/analysis/plan-of.ts';
import { sensitiveOf } from '#server/workflows/analysis/sensitive-of.ts';
import type { AskedView } from '#server/workflows/report-pack.ts';

/** What a saved view shows now: its figures where that is one of the pages that sum up in a few lines. */
export async function shownBy(site: Site, view: AskedView): Promise<ShownView> {
	switch (view.kind) {
		case 'trend':
			return trendBy(site, view);
		case 'changes': {
			const answer = await changesOf(site, view.question);
			return answer.kind === 'changes' ? { kind: 'changes', report: answer.report, list: answer.list } : gone;
		}
		case 'sensitive': {
			const answer = await sensitiveOf(site, view.question);
			return answer.kind === 'sensitive' ? answer : gone;
		}
		case 'before-after': {
			const answer = await beforeAfterOf(site, view.question);
			return answer.kind === 'before-after' ? answer : gone;
		}
		case 'plan': {
			const answer = view.question === null ? undefined : await planOf(site, view.question);
			return answer?.kind === 'plan' ? answer : gone;
		}
		case 'other':
			return { kind: 'on-its-page' };
	}
}

const gone = { kind: 'gone' } as const;

async function trendBy(site: Site, { question, measure }: Extract<AskedView, { kind: 'trend' }>): Promise<ShownView> {
	const answer = await trendOf(site, question);
	if (answer.kind !== 'trend') return gone;
	const { report } = answer;
	const measures = report.measures.filter(({ id }) => measure === undefined || id === measure);
	return measures.length === 0 ? gone : { kind: 'trend', report: { ...report, measures } };
}
