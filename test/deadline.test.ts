import { expect, it } from 'vitest';
import { Deadline, DeadlineError } from '../src/deadline.ts';

it('a loop that ticks ends when the time is up, and looks at the clock rarely', () => {
  let now = 0;
  let looks = 0;
  const deadline = new Deadline(() => {
    looks++;
    return now;
  }, 50);
  for (let turn = 0; turn < 100_000; turn++) deadline.tick();
  expect(looks).toBeLessThan(110);
  deadline.check();
  now = 50;
  deadline.check();
  now = 51;
  expect(() => deadline.check()).toThrow(DeadlineError);
  expect(() => {
    for (let turn = 0; turn < 1024; turn++) deadline.tick();
  }).toThrow(DeadlineError);
});
