import { Grant, type Standing } from '#server/accounts/index.ts';

/** What the fields of StandingFields.svelte say; a tick for something that is no role counts for nothing. */
export function standingOf(form: FormData): Standing {
	const organisation = form.get('organisation');
	const grants = form.getAll('grant').flatMap((ticked) => {
		const [role, survey = ''] = typeof ticked === 'string' ? ticked.split('@') : [];
		const grant = Grant.safeParse({ role, survey: survey === '' ? null : survey });
		return grant.success ? [grant.data] : [];
	});
	return {
		administrator: form.get('administrator') === 'yes',
		organisation:
			typeof organisation === 'string' && organisation.trim() !== '' ? organisation.trim().slice(0, 100) : null,
		grants,
	};
}
