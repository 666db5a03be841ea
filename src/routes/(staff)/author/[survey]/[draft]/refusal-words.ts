import { valueWords } from '#ui/studio/value-words.ts';
import type { Edit, Json } from '#core/authoring/index.ts';

type Refused =
	| {
			readonly kind: 'conflict';
			readonly place: string;
			readonly now: Json | undefined;
			readonly others?: readonly { byName: string }[];
	  }
	| { readonly kind: 'no-such-place'; readonly place: string }
	| { readonly kind: 'taken'; readonly place: string; readonly key: string }
	| { readonly kind: 'not-a-name'; readonly name: string }
	| { readonly kind: 'not-open'; readonly state: string }
	| { readonly kind: 'unknown-draft' }
	| { readonly kind: 'nothing-to-undo' | 'nothing-to-redo' };

/** Why a change was not made, and what to do. */
export function refusalWords(refused: Refused): string {
	switch (refused.kind) {
		case 'conflict': {
			const [other] = refused.others ?? [];
			const who = other === undefined ? 'Somebody else' : other.byName;
			return `${who} has changed this in the meantime. It says now: ${valueWords(refused.now)}. Yours was not stored.`;
		}
		case 'no-such-place':
			return 'Somebody else has taken away what this belongs to. Your change was not stored.';
		case 'taken':
			return `“${refused.key.slice(1)}” is there already. Choose another.`;
		case 'not-a-name':
			return `“${refused.name}” cannot be a name: use lower-case letters, digits, - and _, beginning with a letter.`;
		case 'not-open':
			return 'This draft is not being written any more: it is in review, or has been published.';
		case 'unknown-draft':
			return 'This draft is not there any more.';
		case 'nothing-to-undo':
			return 'There is nothing of yours to take back.';
		case 'nothing-to-redo':
			return 'There is nothing to do again.';
	}
}

/** Where an edit changes something. */
export function placeOf(edit: Edit): string {
	return edit.kind === 'insert' ? edit.list : edit.place;
}
