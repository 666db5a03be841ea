import type { NotToCompare, NotYours, NoPaper, NextWithForm } from '#core/paper/index.ts';

type State = Extract<NotYours, { kind: 'done-with' }>['state'];

export const formStates: Readonly<Record<State, string>> = {
	keying: 'Being typed the first time',
	'keyed-once': 'Typed once',
	'keyed-twice': 'Typed twice, to be compared',
	entered: 'A response',
	spoilt: 'Spoilt',
};

export const nextWords: Readonly<Record<NextWithForm, string>> = {
	'go-on': 'Go on typing',
	'key-second': 'Type it the second time',
	compare: 'Compare',
	'for-another': 'Somebody else’s turn',
	nothing: '',
};

/** Why a form cannot be typed or compared, and what to do. */
export function noFormWords(refused: NotYours | NotToCompare | NoPaper): string {
	switch (refused.kind) {
		case 'no-paper':
			return 'This wave is not answered on paper. Whoever plans it can add paper to its ways of answering before it opens.';
		case 'not-open':
			return 'Forms are typed while the wave is open. A wave whose forms are still coming back is kept open by putting off its last day.';
		case 'unknown-wave':
			return 'There is no such wave of this survey.';
		case 'own-entry':
			return 'You typed this form the first time. Somebody else types it the second time, under their own account.';
		case 'being-keyed':
			return 'Somebody else is typing this form.';
		case 'unknown-form':
			return 'Nobody has begun to type a form with this number.';
		case 'done-with':
		case 'not-keyed-twice':
			return `There is nothing to do here now. State of this form: ${formStates[refused.state].toLowerCase()}.`;
	}
}
