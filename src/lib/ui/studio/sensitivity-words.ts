import type { Sensitivity } from '#core/instrument/index.ts';

/** How much an answer could hurt who gave it, as authors pick it. */
export const sensitivityWords: Readonly<Record<Sensitivity, string>> = {
	none: 'Not sensitive',
	attitude: 'An attitude that people may not like to say',
	'own-behaviour': 'What people did themselves',
	'self-incriminating-or-health': 'Crimes of one’s own, or health',
};
