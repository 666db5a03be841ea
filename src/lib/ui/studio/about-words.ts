import type { About, Askable } from '#core/authoring/index.ts';

/** What a rule says of an answer, as the menu between the question and its answers. */
export function aboutWords(about: About, kind: Askable['kind'] | undefined): string {
	const several = kind === 'multiple' || kind === 'ranking';
	switch (about) {
		case 'is':
			return several ? 'has among those chosen' : 'was answered with';
		case 'is-not':
			return several ? 'does not have among those chosen' : 'was not answered with';
		case 'in':
			return several ? 'has at least one among those chosen of' : 'was answered with one of';
		case 'not-in':
			return several ? 'has none among those chosen of' : 'was answered with none of';
		case 'at-least':
			return 'is at least';
		case 'below':
			return 'is not at least';
		case 'answered':
			return 'was answered';
		case 'not-answered':
			return 'was asked but not answered';
	}
}
