import { expect, it } from 'vitest';
import { acts } from './acts.ts';

const file = (text: string): string => `cat > Makefile <<'END'\n${text}\nEND\n`;
const two = file('all:\n\techo built\nclean: deps\n\trm -rf ~\ndeps:\n\trm -rf /srv/deps');

it.each<[string, readonly string[]]>([
  [`${file('all:\n\trm -rf ~')}make`, ['delete tree /home/dev']],
  [`${two}make all`, []],
  [`${two}make clean`, ['delete tree /srv/deps', 'delete tree /home/dev']],
  [`${two}make -n clean`, []],
  [`${file('D = /srv/x\nall:\n\t@rm -rf $(D)')}make`, ['delete tree /srv/x']],
  [`${file('D = x\nall:\n\trm -rf $(D)')}make D=/srv/y`, ['delete tree /srv/y']],
  ["make -f - <<'END'\nall:\n\trm -rf ~\nEND", ['delete tree /home/dev']],
  [`${file('# all:\n#\trm -rf ~\nall:\n\techo "rm -rf ~"')}make`, []],
])('%j deletes %j', (command, deletes) => {
  expect(acts(command).filter((act) => act.startsWith('delete'))).toEqual(deletes);
});
