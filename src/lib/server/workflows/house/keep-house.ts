import { postOf } from '../../mail/post-of.ts';
import type { Site } from '../../site.ts';
import { turnWaves } from '../fieldwork/index.ts';
import { startSending } from '../fieldwork/messages/sending.ts';
import { carryOutRetention } from '../fieldwork/retention/carry-out.ts';
import { sweepInterviews } from '../sweep-interviews.ts';
import { watchClock } from './watch-clock.ts';

const minute = 60 * 1000;
const hour = 60 * minute;

/** What time makes due, done by the one process of a server that keeps house. Nothing of it while the clock is doubted. */
export interface House {
	/** Opens and closes waves whose day has come. */
	turn(): Promise<void>;
	/** Ends what was left open in closed waves, and deletes what notices promised. */
	sweep(): Promise<void>;
	/** Whether the clock is believed. */
	isTimely(): Promise<boolean>;
}

export function openHouse(site: Site, uptime: () => number = () => performance.now()): House {
	const look = watchClock(site, uptime);
	const isTimely = async () => (await look()) === null;
	return {
		isTimely,
		turn: async () => {
			if (!(await isTimely())) return;
			for (const { id, state } of await turnWaves(site)) {
				site.log.staff.info({ wave: id, state }, 'a wave turned by itself');
			}
		},
		sweep: async () => {
			if (await isTimely()) {
				const count = await sweepInterviews(site);
				if (count > 0)
					site.log.staff.info({ count }, 'interviews left open in closed waves were counted as broken off');
				for (const { wave, step } of await carryOutRetention(site)) {
					site.log.staff.info({ wave, step }, 'what a notice promised was deleted');
				}
			}
			site.storage.emptyLog();
		},
	};
}

/** Keeps house at once and from then on, and sends messages; yields how to stop, which waits for a letter under way. */
export async function keepHouse(site: Site): Promise<(patience: number) => Promise<void>> {
	const house = openHouse(site);
	const turn = async () => house.turn().catch(failed(site, 'waves could not be opened or closed by themselves'));
	const sweep = async () =>
		house.sweep().catch(failed(site, 'interviews left open could not be swept, or what notices promised not deleted'));
	await turn();
	await sweep();
	const timers = [setInterval(() => void turn(), minute).unref(), setInterval(() => void sweep(), hour).unref()];
	const post = postOf(site.env);
	const sending = post === null ? null : startSending(site, post, house.isTimely);
	return async (patience) => {
		for (const timer of timers) clearInterval(timer);
		await sending?.stop(patience);
	};
}

function failed(site: Site, words: string): (error: unknown) => void {
	return (error) => site.log.staff.error({ err: error }, words);
}
