import { say } from '#core/instrument/index.ts';
import type { showThanks } from '#server/workflows/show-thanks.ts';
import { leaveFromAnswers } from '../sensitive.ts';

type Shown = Extract<Awaited<ReturnType<typeof showThanks>>, { kind: 'thanks' }>;

/** What the last page shows: thanks, then the routes, guidance and contacts that the answers called for. */
export function thanksPage({ instrument, language, outcome, guidance, support }: Shown, root: string) {
	const said = guidance.map(({ id, kind, title, text }) => ({
		id,
		kind,
		title: say(title, language),
		text: say(text, language),
	}));
	return {
		language,
		leave: leaveFromAnswers(instrument, root),
		outcome,
		closing: say(instrument.closing, language),
		routes: said.filter((entry) => entry.kind === 'route'),
		guidance: said.filter((entry) => entry.kind === 'guidance'),
		support: support.map(({ id, name, text, phone, url }) => ({ id, name, text: say(text, language), phone, url })),
	};
}
