import { describe, expect, it } from 'vitest';
import { isStaffRoute } from '#server/http/audience.ts';
import { openRequestLog } from '#server/http/request-log.ts';
import { openLogs } from '#server/log.ts';

function logInto(lines: string[]) {
	return openRequestLog(openLogs('trace', { write: (line: string) => void lines.push(line) }));
}

describe('the log', () => {
	it('only counts what respondents do: no line, no time, no address', () => {
		const lines: string[] = [];
		const log = logInto(lines);
		for (const status of [200, 200, 303]) {
			log.answered({ method: 'GET', routeId: '/(respondent)/s/[survey]', status, ms: 12.3 });
		}
		expect(lines).toEqual([]);
		log.writeCounts();
		expect(lines.map((line) => JSON.parse(line))).toEqual([
			{
				level: 'info',
				msg: 'requests since the last count',
				requests: { 'GET /(respondent)/s/[survey] 200': 2, 'GET /(respondent)/s/[survey] 303': 1 },
			},
		]);
	});

	it('starts each count at nothing, and writes none when nobody came', () => {
		const lines: string[] = [];
		const log = logInto(lines);
		log.answered({ method: 'GET', routeId: '/', status: 200, ms: 1 });
		log.writeCounts();
		log.writeCounts();
		expect(lines).toHaveLength(1);
	});

	it('counts an address that no route knows, since it may be a mistyped invitation', () => {
		expect(isStaffRoute(null)).toBe(false);
	});

	it('writes a line with the time for each request of staff, with the pattern of its route', () => {
		const lines: string[] = [];
		logInto(lines).answered({ method: 'GET', routeId: '/(analyst)/analyse/[survey]', status: 200, ms: 12.3 });
		expect(JSON.parse(lines[0] ?? '')).toEqual({
			level: 'info',
			time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			method: 'GET',
			route: '/(analyst)/analyse/[survey]',
			status: 200,
			ms: 12,
			msg: 'request',
		});
	});

	it('says where a fault was when a respondent met it, but neither when nor what had been typed', () => {
		const lines: string[] = [];
		const error = new TypeError('cannot read “my neighbour sells them” of undefined');
		logInto(lines).failed({ id: 'abc', method: 'POST', routeId: '/(respondent)/s/[survey]/[page]', error });
		const line = JSON.parse(lines[0] ?? '');
		expect(Object.keys(line)).toEqual(['level', 'id', 'method', 'route', 'at', 'msg']);
		expect(line.at[0]).toBe('TypeError');
		expect(line.at[1]).toContain('log.test.ts');
		expect(lines.join('')).not.toContain('neighbour');
	});

	it('gives the whole error when staff met it', () => {
		const lines: string[] = [];
		const error = new Error('no such column');
		logInto(lines).failed({ id: 'abc', method: 'GET', routeId: '/(author)/author', error });
		expect(JSON.parse(lines[0] ?? '').err).toMatchObject({ message: 'no such column', stack: expect.any(String) });
	});
});
