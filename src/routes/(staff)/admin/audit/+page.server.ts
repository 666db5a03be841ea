import { requireStaff } from '#server/accounts/index.ts';
import { AuditFilter, auditPage, verifyAudit } from '#server/workflows/audit.ts';
import { surveyTitles } from '#server/workflows/list-surveys.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'audit');
	const given = [...event.url.searchParams].filter(([, value]) => value !== '');
	const filter = AuditFilter.parse(Object.fromEntries(given));
	const page = await auditPage(event.locals.site, filter);
	const checked = event.url.searchParams.has('check') ? await verifyAudit(event.locals.site) : undefined;
	return { page, filter, checked, surveys: await surveyTitles(event.locals.site) };
};
