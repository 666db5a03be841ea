import { saveForm } from '../../save.ts';
import type { Actions } from './$types';

export const actions: Actions = { save: (event) => saveForm(event) };
