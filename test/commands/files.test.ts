import { describe, expect, test } from 'vitest';
import { acts } from './acts.ts';

describe('deleting', () => {
  test.each<[string, readonly string[]]>([
    ['rm a b', ['delete a', 'delete b']],
    ['rm -rf a', ['delete tree a']],
    ['rm a -R', ['delete tree a']],
    ['rm --recu a', ['delete tree a']],
    ['rm -rf dist/*', ['delete tree dist/']],
    ['rm -rf *', ['delete tree .']],
    ['rm $FLAGS a', ['delete perhaps tree $FLAGS', 'delete perhaps tree a']],
    ['rm -rf -- -x', ['delete tree -x']],
    ['rmdir -p a/b', ['delete a/b']],
    ['unlink a', ['delete a']],
    ['shred -u a', ['shred a']],
    ['truncate -s 0 a', ['overwrite a']],
    ['trash a', ['delete tree a']],
    ['rm -- -rf', ['delete -rf']],
    ['rm -i a', ['delete a']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('moving, copying and linking', () => {
  test.each<[string, readonly string[]]>([
    ['mv a b', ['move away tree a', 'move b from a']],
    ['mv a src', ['move away tree a', 'move src/a from a']],
    ['mv a b src/', ['move away tree a', 'move away tree b', 'move src/a from a', 'move src/b from b']],
    ['mv -t src a b', ['move away tree a', 'move away tree b', 'move src/a from a', 'move src/b from b']],
    ['mv -T a src', ['move away tree a', 'move src from a']],
    ['cp a b', ['read a', 'overwrite b from a']],
    ['cp -r a b', ['read tree a', 'overwrite tree b from a']],
    ['cp -a a b src', ['read tree a', 'read tree b', 'overwrite tree src/a from a', 'overwrite tree src/b from b']],
    ['cp --target-directory=src a', ['read a', 'overwrite src/a from a']],
    ['cp -l a b', ['read a', 'link b from a']],
    ['ln -s a b', ['link b from a']],
    ['ln -s ../x', ['link ./x from ./../x']],
    ['ln -sf a src/', ['link src/a from src/a']],
    ['ln -s a src/b', ['link src/b from src/a']],
    ['install -m 755 a b', ['read a', 'overwrite b from a', 'mode b']],
    ['install -d a b', ['create a', 'create b']],
    ['install -Dm644 a src/x/b', ['read a', 'overwrite src/x/b from a', 'mode src/x/b']],
    ['dd if=a of=b bs=1M', ['read a', 'overwrite b from a']],
    ['rsync -a a/ b/', ['read tree a/', 'overwrite tree b/ from a/']],
    ['rsync -av --delete a/ b/', ['read tree a/', 'overwrite tree b/ from a/', 'sync tree b/']],
    ['rsync -n -av --delete a/ b/', []],
    ['rsync -a a/ host:b', ['read tree a/', 'send to host']],
    ['rsync -a --delete a/ host:b', ['read tree a/', 'send to host', 'sync tree b']],
    ['rsync -a host:a b', ['overwrite tree b', 'fetch from host']],
    ["rsync -e 'ssh -p 22' a host:b", ['read a', 'send to host']],
    ['rsync -e ./evil.sh a host:b', ['opaque unseen', 'read a', 'send to host']],
    ['rsync --remove-source-files a/ b/', ['read a/', 'overwrite b/ from a/', 'move away a/']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('archives', () => {
  test.each<[string, readonly string[]]>([
    ['tar czf a.tgz src docs', ['read tree src', 'read tree docs', 'overwrite a.tgz']],
    ['tar -czf a.tgz -C src api', ['read tree api', 'overwrite a.tgz']],
    ['tar xzf a.tgz', ['read a.tgz', 'overwrite tree .']],
    ['tar -x -f a.tgz -C /opt', ['read a.tgz', 'overwrite tree /opt']],
    ['tar tf a.tgz', ['read a.tgz']],
    ['tar xOf a.tgz', ['read a.tgz']],
    ['tar --remove-files -cf a.tar src', ['read tree src', 'move away tree src', 'overwrite a.tar']],
    ["tar -cf a.tar --to-command='rm x' src", ['delete x', 'read tree src', 'overwrite a.tar']],
    ["tar -cf a.tar --use-compress-program='gzip -9' src", ['read tree src', 'overwrite a.tar']],
    ['zip -r a.zip src', ['read tree src', 'overwrite a.zip']],
    ['zip -rm a.zip src', ['read tree src', 'move away tree src', 'overwrite a.zip']],
    ['unzip a.zip', ['read a.zip', 'overwrite tree .']],
    ['unzip -l a.zip', ['read a.zip']],
    ['unzip -p a.zip', ['read a.zip']],
    ['unzip a.zip -d out', ['read a.zip', 'overwrite tree out']],
    ['7z a x.7z src', ['read tree src', 'overwrite x.7z']],
    ['7z x x.7z -oout', ['read x.7z', 'overwrite tree out']],
    ['gzip a', ['read a', 'overwrite a.gz from a', 'move away a']],
    ['gzip -k a', ['read a', 'overwrite a.gz from a']],
    ['gzip -c a', ['read a']],
    ['gunzip a.gz', ['read a.gz', 'overwrite a', 'move away a.gz']],
    ['gzip -d a.gz', ['read a.gz', 'overwrite a', 'move away a.gz']],
    ['xz -dk a.xz', ['read a.xz', 'overwrite a']],
    ['zstd a', ['read a', 'overwrite a.zst from a']],
    ['cpio -i < a.cpio', ['overwrite tree .', 'read a.cpio']],
    ['gzip -q a', ['read a', 'overwrite a.gz from a', 'move away a']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('showing what is in files', () => {
  test.each<[string, readonly string[]]>([
    ['cat a b', ['read a', 'read b']],
    ['head -n 5 a', ['read a']],
    ['head -5 a', ['read a']],
    ['sort -o b a', ['read a', 'overwrite b']],
    ['uniq a b', ['read a', 'overwrite b']],
    ['less +F a', ['read a']],
    ['diff -r a b', ['read tree a', 'read tree b']],
    ['diff a b', ['read a', 'read b']],
    ['jq . a', ['read a']],
    ["jq -r '.x' < a", ['read a']],
    ['yq a.yaml', ['read a.yaml']],
    ["yq -i '.a=1' a.yaml", ['edit a.yaml', 'read a.yaml']],
    ['base64 -d a', ['read a']],
    ['base64 -w 0 a', ['read a']],
    ['xxd a', ['read a']],
    ['od -c a', ['read a']],
    ['strings a', ['read a']],
    ['cut -d: -f1 a', ['read a']],
    ['source a', ['read a', 'opaque absent']],
    ['tee a b', ['overwrite a', 'overwrite b']],
    ['tee -a a', ['append a']],
    ['echo x | sponge a', ['overwrite a']],
    ["man -P 'rm x' ls", ['delete x']],
    ['cat -n a', ['read a']],
    ['cat -b a', ['read a']],
    ['tac -s x a', ['read a']],
    ['nl -b a a.txt', ['read a.txt']],
    ['head -c5 a', ['read a']],
    ['tail -f a', ['read a']],
    ['tail -n +5 a', ['read a']],
    ['base64 -i a', ['read a']],
    ['sort -t, -k2 a', ['read a']],
    ['cmp -n 5 a b', ['read a', 'read b']],
    ['diff -u a b', ['read a', 'read b']],
    ['column -t a', ['read a']],
    ['less -n a', ['read a']],
    ['xxd -c 8 a', ['read a']],
    ['od -t x1 a', ['read a']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('searching', () => {
  test.each<[string, readonly string[]]>([
    ['grep x a', ['read a']],
    ['grep -r x', ['read tree . for x']],
    ['grep -r x src', ['read tree src for x']],
    ["grep -rn --include='*.ts' x src", ['read src/*.ts']],
    ['grep -rl x .', []],
    ['grep -e x -e y a', ['read a']],
    ['grep -f p a', ['read p', 'read a']],
    ['egrep -R x .', ['read tree . for x']],
    ['rg x', ['read tree .']],
    ['rg x src', ['read tree src']],
    ['rg --hidden x', ['read tree . with hidden files for x']],
    ['rg -uu x src', ['read tree src with hidden files for x']],
    ["rg -g '*.env' x", ['read ./*.env']],
    ['rg -l x', []],
    ['rg --files', []],
    ['ag -u x', ['read tree . with hidden files for x']],
    ['ag -t x src', ['read tree src with hidden files for x']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('finding', () => {
  test.each<[string, readonly string[]]>([
    ['find . -delete', ['delete tree .']],
    ["find . -name '*.pyc' -delete", ['delete tree . by name', 'delete ./*.pyc by name']],
    ["find . -delete -name '*.pyc'", ['delete tree .']],
    ['find . -type f -mtime +3 -delete', ['delete tree . by name']],
    ['find . ! -name keep -delete', ['delete tree .']],
    [
      'find . \\( -name a -o -name b \\) -delete',
      ['delete tree . by name', 'delete ./a by name', 'delete ./b by name'],
    ],
    ['find . -name a -o -delete', ['delete tree .']],
    ["find . -name '*' -delete", ['delete tree .']],
    ['find a b -exec rm -rf {} +', ['delete tree a', 'delete tree b']],
    ["find . -name '*.x' -exec rm {} \\;", ['delete ./*.x']],
    ["find . -name '*.x' -execdir rm {} \\;", ['delete ./*.x']],
    ["find . -name '*.x' -print0 | xargs -0 rm", ['delete ./*.x']],
    ['find . -exec cat {} +', ['read tree . with hidden files']],
    ['find . -fprint out', ['overwrite out']],
    ['find . -name x -ok rm {} \\;', ['delete ./x']],
    ['fd -e pyc -x rm', ['delete ./*.pyc']],
    ['fd x src -X rm -rf', ['delete tree src/*.*']],
    ['find -L a -delete', ['delete tree a']],
    ["find a -regex '.*x' -delete", ['delete tree a by name']],
    ['find . -newer a -exec rm {} +', ['delete ./*.*']],
    ["find . -name 'a*' -exec sh -c 'rm \"$1\"' _ {} \\;", ['delete ./a*']],
    ["find . -path './src/*' -name '*.x' -delete", ['delete tree . by name', 'delete ./src/*.x by name']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('stream editors', () => {
  test.each<[string, readonly string[]]>([
    ['sed s/a/b/ a', ['read a']],
    ['sed -i s/a/b/ a b', ['edit a', 'edit b']],
    ['sed -i.bak -e s/a/b/ a', ['edit a']],
    ["sed -n 'w out' a", ['overwrite out', 'read a']],
    ["sed 's/a/b/w out' a", ['overwrite out', 'read a']],
    ["sed '1e ls > out' a", ['overwrite out', 'read a']],
    ['awk \'{print > "out"}\' a', ['overwrite out', 'read a']],
    ['awk \'{print $1 >> "out"}\' a', ['append out', 'read a']],
    ['awk \'{print | "sort > out"}\' a', ['overwrite out', 'read a']],
    ['awk \'BEGIN{system("rm x")}\'', ['delete x']],
    ['awk \'{system("rm " $1)}\' a', ['delete perhaps tree a field of the input', 'read a']],
    ['awk \'BEGIN{while(("cat b" | getline l)>0) print l}\'', ['read b']],
    ["awk -i inplace '{print}' a", ['edit a']],
    ["awk '$1 > 5' a", ['read a']],
    ["awk '{ if ($1 > 5) print $2 }' a", ['read a']],
    ['awk \'/system("x")/\' a', ['read a']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('editors', () => {
  test.each<[string, readonly string[]]>([
    ['vim a', ['read a']],
    ["vim -c 'w b' -c q a", ['overwrite b', 'read a']],
    ["vim -es -c '%s/a/b/g' -c wq a", ['read a', 'edit a']],
    ["vim -c '!rm x' a", ['delete x', 'read a']],
    ["ex -s a -c 'r !cat b'", ['read b', 'read a']],
    ['nano a', ['read a']],
    ['code .', ['read .']],
    ['emacs --batch --eval \'(delete-file "x")\'', ['delete x']],
    ["ed a <<< 'w'", ['read a', 'edit a']],
    ['nano -b a', ['read a']],
    ['vim -R a', ['read a']],
    ['view a', ['read a']],
    ['code -r a', ['read a']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('making and changing', () => {
  test.each<[string, readonly string[]]>([
    ['touch a', ['append a']],
    ['mkdir -p a/b', ['create a/b']],
    ['patch -p1 < a.diff', ['edit tree .', 'read a.diff']],
    ['patch --dry-run -p1 < a.diff', ['read a.diff']],
    ['patch a b.diff', ['read b.diff', 'edit a']],
    ['split a', ['read a', 'create x*']],
    ["split --filter='cat > $FILE' a", ['overwrite $FILE', 'read a']],
    ['dos2unix a', ['edit a']],
    ['rename s/a/b/ x.txt', ['move away x.txt']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('permissions', () => {
  test.each<[string, readonly string[]]>([
    ['chmod 755 a', ['mode a']],
    ['chmod -x a', ['mode a']],
    ['chmod a+w a', ['mode a for everyone']],
    ['chmod o+w,g-w a', ['mode a for everyone']],
    ['chmod -R 777 a', ['mode tree a for everyone']],
    ['chmod 777 -R a', ['mode tree a for everyone']],
    ['chmod +w a', ['mode a']],
    ['chmod u=rwx,go=rx a', ['mode a']],
    ['chmod o=u a', ['mode a perhaps for everyone']],
    ['chmod --reference=b a', ['mode a perhaps for everyone']],
    ['chmod "$M" a', ['mode a perhaps for everyone']],
    ['chmod 1777 a', ['mode a for everyone']],
    ['chown -R me a', ['owner tree a']],
    ['chown me:me a', ['owner a']],
    ['setfacl -m o::rwx a', ['mode a for everyone']],
    ['chattr -i a', ['mode a']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('keys', () => {
  test.each<[string, readonly string[]]>([
    ['openssl rsa -in a', ['read a']],
    ['openssl rsa -in a -pubout', []],
    ['openssl x509 -in a -text', []],
    ['openssl enc -aes-256-cbc -in a -out b', ['overwrite b']],
    ['openssl enc -d -aes-256-cbc -in a', ['read a']],
    ['gpg -d a.gpg', ['show vault a.gpg', 'read a.gpg']],
    ['gpg --export-secret-keys me', ['show keychain me']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('making keys', () => {
  test.each<[string, readonly string[]]>([
    ['ssh-keygen -t ed25519 -f /tmp/key -N ""', ['generate /tmp/key', 'create /tmp/key.pub']],
    ['ssh-keygen -t rsa', ['generate /home/dev/.ssh/id_rsa', 'create /home/dev/.ssh/id_rsa.pub']],
    ['ssh-keygen -R host', ['edit /home/dev/.ssh/known_hosts']],
    ['ssh-keygen -lf key.pub', []],
    ['ssh-keygen -y -f key', []],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('programs of stream editors in files and with values in them', () => {
  test.each<[string, readonly string[]]>([
    ['sed "$SCRIPT" a', ['read a']],
    ['sed "s/x/$Y/w out" a', ['overwrite out', 'read a']],
    ['awk "{ system(\\"rm $X\\") }" a', ['delete perhaps tree $X', 'read a']],
    ['awk -f prog.awk a', ['opaque unseen', 'read a']],
    [
      'printf "%s" "BEGIN { system(\\"rm x\\") }" > prog.awk; awk -f prog.awk a',
      ['overwrite prog.awk', 'delete x', 'read a'],
    ],
    ["echo '1e rm x' > s.sed; sed -f s.sed a", ['overwrite s.sed', 'delete x', 'read a']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('one-liners', () => {
  test.each<[string, readonly string[]]>([
    ['perl -ne print a', ['read a']],
    ['perl -pi -e s/a/b/ a', ['edit a']],
    ["python3 -c \"open('a','w').write('x')\"", ['overwrite a']],
    ['python3 -c "print(open(\'a\').read())"', ['read a']],
    ['python3 -c "import shutil; shutil.rmtree(\'a\')"', ['delete tree a']],
    ['python3 -c "import os; os.system(\'rm a\')"', ['delete a']],
    ["node -e \"require('fs').unlinkSync('a')\"", ['delete a']],
    ["node -e \"require('fs').rmSync('a', { recursive: true })\"", ['delete tree a']],
    ['ruby -e \'File.write("a", "x")\'', ['overwrite a']],
    ['perl -e \'unlink "a"\'', ['delete a']],
    ['php -r \'unlink("a");\'', ['delete a']],
    ['lua -e \'os.remove("a")\'', ['delete a']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});
