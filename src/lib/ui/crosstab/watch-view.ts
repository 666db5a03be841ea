import type { Seen } from './seen.ts';
import { windowSeen } from './seen.ts';

/** What of a table is in view, and how large one of its cells is drawn, in pixels. */
export interface InView {
	readonly seen: Seen;
	readonly cell: { readonly height: number; readonly width: number };
}

/** Tells what is in view of a region that scrolls over a table, now and whenever that changes; returns how to stop. */
export function watchView(
	region: HTMLElement,
	size: { rows: number; columns: number },
	tell: (now: InView) => void,
): () => void {
	const look = () => {
		const cell = region.querySelector('tbody td.number')?.getBoundingClientRect();
		if (cell === undefined || cell.height === 0) return;
		const { scrollTop: top, scrollLeft: left, clientHeight: height, clientWidth: width } = region;
		tell({ seen: windowSeen(size, { top, left, height, width }, cell), cell });
	};
	look();
	const resized = new ResizeObserver(look);
	resized.observe(region);
	region.addEventListener('scroll', look, { passive: true });
	return () => {
		resized.disconnect();
		region.removeEventListener('scroll', look);
	};
}
