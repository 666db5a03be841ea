// Convenience only; every page works without it.
(() => {
	const summary = document.getElementById('error-summary');
	if (summary) summary.focus();
	const leave = document.getElementById('leave');
	let shifts = [];
	const go = (event) => {
		event.preventDefault();
		document.body.hidden = true;
		location.replace(leave.href);
	};
	if (leave) {
		leave.addEventListener('click', go);
		document.addEventListener('keyup', (event) => {
			shifts = event.key === 'Shift' ? [...shifts, event.timeStamp].slice(-3) : [];
			if (shifts.length === 3 && shifts[2] - shifts[0] < 3000) go(event);
		});
	}
	document.addEventListener('change', ({ target }) => {
		if (target.type !== 'checkbox' || !target.checked) return;
		for (const box of document.getElementsByName(target.name))
			if (box !== target && ('alone' in target.dataset || 'alone' in box.dataset)) box.checked = false;
	});
})();
