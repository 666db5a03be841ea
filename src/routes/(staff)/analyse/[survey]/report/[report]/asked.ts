import type { AskedView } from '#server/workflows/report-pack.ts';
import { askedOf as trendAsked } from '../../asked.ts';
import { askedOf as beforeAfterAsked } from '../../before-after/asked.ts';
import { askedOf as changesAsked } from '../../changes/asked.ts';
import { askedOf as planAsked } from '../../plan/asked.ts';
import { besideOf } from '../../sensitive/asked.ts';

/** What the address of a saved view asks for, read as its page reads it. */
export function askedBy(survey: string, address: string): AskedView {
	const { pathname, searchParams } = new URL(address, 'http://here.invalid');
	const path = pathname.replace(/\/$/, '').slice(`/analyse/${survey}`.length);
	switch (path) {
		case '':
			return { kind: 'trend', ...trendAsked(survey, searchParams) };
		case '/changes':
			return { kind: 'changes', question: { survey, ...changesAsked(searchParams) } };
		case '/sensitive':
			return { kind: 'sensitive', question: { survey, beside: besideOf(searchParams) } };
		case '/before-after':
			return { kind: 'before-after', question: beforeAfterAsked(survey, searchParams) };
		case '/plan': {
			const { question, problems } = planAsked(survey, searchParams);
			return { kind: 'plan', question: problems.length === 0 ? question : null };
		}
		default:
			return { kind: 'other', path };
	}
}
