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

interface Hearers {
	/** Of every step, and null when nothing is carried any more. */
	readonly tell: (carried: Carried | null) => void;
	/** Of where something was let go. */
	readonly drop: (name: string, over: Target | null) => void;
}

/**
 * Lets a mouse, a pen or a finger carry variables. A finger takes one by its `data-handle`, so that lists still scroll;
 * Escape puts it back. A variable has the same attachment each time, lest a table that comes meanwhile take it out of the
 * hand.
 */
export function carriers(hearers: Hearers): (name: string) => Attachment<HTMLElement> {
	const made = new Map<string, Attachment<HTMLElement>>();
	return (name) => {
		const carrier = made.get(name) ?? carrying(name, hearers);
		made.set(name, carrier);
		return carrier;
	};
}

function carrying(name: string, { tell, drop }: Hearers): Attachment<HTMLElement> {
	return (element) => {
		let from: { x: number; y: number; pointer: number } | null = null;
		let isCarried = false;

		function down(event: PointerEvent) {
			if (event.button !== 0 || !event.isPrimary) return;
			const byHandle = event.target instanceof Element && event.target.closest('[data-handle]') !== null;
			if (event.pointerType === 'touch' && !byHandle) return;
			from = { x: event.clientX, y: event.clientY, pointer: event.pointerId };
			isCarried = false;
			element.setPointerCapture(event.pointerId);
		}
		function move(event: PointerEvent) {
			if (from === null || event.pointerId !== from.pointer) return;
			const { clientX: x, clientY: y } = event;
			if (!isCarried && Math.hypot(x - from.x, y - from.y) < tremble) return;
			isCarried = true;
			tell({ name, x, y, over: targetAt(x, y) });
		}
		function up(event: PointerEvent) {
			// The click that ends it comes first, if one comes.
			if (isCarried) setTimeout(() => (isCarried = false));
			if (from === null || event.pointerId !== from.pointer) return;
			from = null;
			if (!isCarried) return;
			tell(null);
			drop(name, targetAt(event.clientX, event.clientY));
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
