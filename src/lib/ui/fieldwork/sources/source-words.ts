import type { SourceProblem, Wave } from '#core/fieldwork/index.ts';

type Problem = SourceProblem | { readonly field: 'tag'; readonly kind: 'taken' };

/** Why a place was not added, and what to do. */
export function sourceProblemWords({ kind }: Problem): string {
	switch (kind) {
		case 'empty':
			return 'Give the name of the place or partner.';
		case 'too-long':
			return 'Use 100 characters or fewer for the name.';
		case 'no-tag':
			return 'Use small letters, digits and hyphens for the tag, at most 30, such as leith-library.';
		case 'taken':
			return 'That tag is taken, or there are 500 places already. Choose another tag.';
	}
}

/** Whether people can come by a poster now, and why not. */
export function postersWords(wave: Wave | null): string {
	if (wave === null) return 'There is no wave yet. A poster needs one, whose questions and last day it tells.';
	if (wave.identityMode !== 'anonymous') {
		return `${wave.label} is answered by invitation alone. Posters are for open links: there are none for it.`;
	}
	switch (wave.state) {
		case 'closed':
		case 'archived':
			return `${wave.label} is over. Posters come back with the next wave.`;
		case 'open':
			return `Posters lead to ${wave.label}, which takes answers now.`;
		case 'planned':
		case 'pilot':
			return `Posters lead to ${wave.label}, which does not take answers yet.`;
	}
}

/** Whether posters can be printed for a wave. */
export function hasPosters(wave: Wave | null): boolean {
	return wave?.identityMode === 'anonymous' && wave.state !== 'closed' && wave.state !== 'archived';
}
