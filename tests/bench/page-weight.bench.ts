import { spawn } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { completeSurvey, firstChoices, formClient, formOf } from '../clients/form-client.ts';
import { startServer } from '../clients/server.ts';
import type { BenchLine } from './report.ts';

/** LimeSurvey 6.10.6, as installed: requests and bytes over the wire of its first question page. */
const limeSurvey = { requests: 28, bytes: 1_247_000 };

/**
 * What a phone loads for the first question page: the document and everything it names, gzip or brotli as the server
 * sends it to a browser, headers apart.
 */
export async function pageWeight(): Promise<BenchLine> {
	const server = await startServer();
	const client = formClient(server.origin);
	const pages = await completeSurvey(client, 'counterfeit-goods', firstChoices);
	const question = pages.find((page) => /\/s\/counterfeit-goods\/\d+$/.test(page.path) && formOf(page) !== undefined);
	const html = question?.html ?? '';
	const assets = [...html.matchAll(/<(?:link|script|img)\b[^>]*(?:href|src)="([^"]+)"[^>]*>/g)]
		.filter(([tag]) => !/rel="(?:canonical|alternate|help)"/.test(tag))
		.map((match) => new URL(match[1] ?? '', server.origin).href);
	const sizes = await Promise.all([...new Set(assets)].map((url) => wireBytes(url)));
	client.close();
	await server.stop();
	const bytes = Buffer.byteLength(html) + sizes.reduce((sum, size) => sum + size, 0);
	return {
		name: 'First question page of counterfeit-goods',
		unit: 'bytes',
		ours: bytes,
		rival: 'LimeSurvey 6.10.6 as installed',
		rivals: limeSurvey.bytes,
		ratio: bytes / limeSurvey.bytes,
		goal: '≤ 30,000 bytes, ≤ 5 requests',
		notes: [
			`${1 + sizes.length} requests (LimeSurvey ${limeSurvey.requests}); document ${Buffer.byteLength(html)} bytes as sent (${gzipSync(html).length} behind a compressing proxy)`,
		],
	};
}

function wireBytes(url: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const curl = spawn('curl', [
			'-s',
			'-o',
			'/dev/null',
			'-w',
			'%{size_download}',
			'-H',
			'Accept-Encoding: br, gzip',
			url,
		]);
		let out = '';
		curl.stdout.on('data', (part: Buffer) => (out += part.toString()));
		curl.once('error', reject);
		curl.once('exit', () => resolve(Number(out)));
	});
}
