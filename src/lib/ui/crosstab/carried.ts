import type { Attachment } from 'svelte/attachments';
import type { Side } from './sides.ts';
import { sides } from './sides.ts';

/** Where something that is carried would be put: a place on a side, or back among the variables. */
export type Target = { readonly side: Side; readonly place: number } | 'away';

/** A variable on its way, in pixels of the window, and what it is over. */
export interface Carried {
	readonly name: string;
	readonly x: number;
	readonly y: number;
	readonly over: Target | null;
}

/** Pixels that a pointer may tremble before it carries. */
const tremble = 5;

/**
 * Lets a mouse, a pen or a finger carry a variable. A finger takes it by its `data-handle`, so that lists still scroll.
 * `tell` hears of every step, and null when nothing is carried any more; `drop` of where it was let go. Escape puts it back.
 */
export function carries(args: {
	readonly name: string;
	readonly tell: (carried: Carried | null) => void;
	readonly drop: (name: string, over: Target | null) => void;
}): Attachment<HTMLElement> {
	const { name, tell, drop } = args;
	return (element) => {
		let from: { x: number; y: number; pointer: number } | null = null;
		let isCarried = false;

		function down(event: PointerEvent) {
			if (event.button !== 0 || !event.isPrimary) return;
			const byHandle = event.target instanceof Element && event.target.closest('[data-handle]') !== null;
			if (event.pointerType === 'touch' && !byHandle) return;
			from = { x: event.clientX, y: event.clientY, pointer: event.pointerId };
			isCarried = false;
		}
		function move(event: PointerEvent) {
			if (from === null || event.pointerId !== from.pointer) return;
			const { clientX: x, clientY: y } = event;
			if (!isCarried && Math.hypot(x - from.x, y - from.y) < tremble) return;
			if (!isCarried) element.setPointerCapture(event.pointerId);
			isCarried = true;
			tell({ name, x, y, over: targetAt(x, y) });
		}
		function up(event: PointerEvent) {
			if (from === null || event.pointerId !== from.pointer) return;
			if (isCarried) {
				tell(null);
				drop(name, targetAt(event.clientX, event.clientY));
			}
			from = null;
		}
		function putBack() {
			if (from !== null && isCarried) tell(null);
			from = null;
		}
		function key(event: KeyboardEvent) {
			if (event.key === 'Escape') putBack();
		}
		/** What was carried was not pressed. */
		function click(event: MouseEvent) {
			if (!isCarried) return;
			isCarried = false;
			event.preventDefault();
			event.stopImmediatePropagation();
		}
		const stop = new AbortController();
		const { signal } = stop;
		element.addEventListener('pointerdown', down, { signal });
		element.addEventListener('pointermove', move, { signal });
		element.addEventListener('pointerup', up, { signal });
		element.addEventListener('pointercancel', putBack, { signal });
		element.addEventListener('click', click, { capture: true, signal });
		window.addEventListener('keydown', key, { signal });
		return () => {
			putBack();
			stop.abort();
		};
	};
}

/** What lies under a point: the place on a side before the first variable that lies after it. */
function targetAt(x: number, y: number): Target | null {
	const shelf = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-shelf]');
	if (shelf === null || shelf === undefined) return null;
	const side = sides.find((one) => one === shelf.dataset['shelf']);
	if (side === undefined) return 'away';
	const before = [...shelf.querySelectorAll('[data-placed]')].filter((one) => {
		const { top, bottom, left, width } = one.getBoundingClientRect();
		return y > bottom || (y >= top && x > left + width / 2);
	});
	return { side, place: before.length };
}
