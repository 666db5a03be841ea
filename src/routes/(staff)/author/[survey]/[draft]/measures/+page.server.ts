import { saveForm } from '../save.ts';
import { pasteMargins } from './paste.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	save: (event) => saveForm(event),
	paste: (event) => pasteMargins(event),
};
