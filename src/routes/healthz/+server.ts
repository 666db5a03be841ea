import { checkHealth } from '#server/workflows/start-up.ts';
import { json } from '@sveltejs/kit';

/** For whoever watches the service: 200 when the database answers and takes answers, 503 and why when it does not. */
export async function GET() {
	const health = await checkHealth();
	return health.kind === 'ok'
		? json({ status: 'ok' })
		: json({ status: 'unavailable', why: health.why }, { status: 503 });
}
