/** The roles in a survey, and what each may do. */
export const roleWords = {
	author: { name: 'Author', may: 'writes the questionnaire and sees results' },
	reviewer: { name: 'Reviewer', may: 'approves what others wrote and sees results' },
	fieldwork: { name: 'Fieldwork', may: 'runs waves, samples and invitations; sees no answer' },
	analyst: { name: 'Analyst', may: 'sees results, weights, derives, exports answers' },
	releaser: { name: 'Releaser', may: 'sees results and decides what the public gets' },
} as const;
