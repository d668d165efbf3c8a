import { describe, expect, test } from 'vitest';
import { summaries } from './summary.ts';

describe('removing', () => {
  test.each([
    ['docker rm -f web db', ['remove container web', 'remove container db']],
    ['docker container rm --force web', ['remove container web']],
    ['docker --context staging rm -f web', ['remove container web']],
    ['docker -H ssh://host rm -fv web', ['remove container web with volumes']],
    ['podman rm -fa', ['prune container']],
    ['docker volume rm data', ['remove volume data with volumes']],
    ['docker volume prune -f', ['prune volume with volumes']],
    ['docker system prune -af', ['prune system']],
    ['docker system prune --volumes', ['prune system with volumes']],
    ['podman system reset', ['prune system with volumes']],
    ['docker rmi web', ['remove image web']],
    ['docker image prune', ['prune image']],
    ['docker network rm shop', ['remove network shop']],
    ['docker builder prune', ['prune builder']],
    ['docker buildx prune', ['prune builder']],
    ['docker compose down', ['down project']],
    ['docker compose down -v', ['down project with volumes']],
    ['docker compose -f a.yml -f b.yml down -vt 5', ['down project with volumes']],
    ['docker compose down $FLAGS', ['down project $FLAGS perhaps with volumes']],
    ['docker compose --dry-run down -v', []],
    ['docker-compose -p shop rm -sf', ['remove container']],
    ['docker stop web', ['stop container web']],
    ['podman machine rm -f', ['remove machine with volumes']],
    ['colima delete', ['remove machine with volumes']],
    ['docker stack rm shop', ['docker delete stack']],
    ['docker ps -a', []],
    ['docker volume rm --help', []],
    ['docker $VERB web', ['opaque program']],
  ])('%s: %j', (command, found) => {
    expect(summaries(command)).toEqual(found);
  });
});

describe('programs inside', () => {
  test.each([
    ['docker run --rm alpine rm -rf /srv', ['delete /srv in a throw-away container']],
    ['docker run -it -e A=b --name x -p 80:80 alpine rm -rf /srv', ['delete /srv in a container']],
    ['docker exec -w /srv -u root web rm -rf data', ['delete data in a container']],
    ['docker exec -i db psql -c "DROP TABLE users"', ['sql drop table users in a container']],
    ['docker compose exec -T db psql -c "DROP TABLE users"', ['sql drop table users in a container']],
    ['docker-compose run --rm web rm -rf /srv', ['delete /srv in a throw-away container']],
    ['docker run --entrypoint rm alpine -rf /srv', ['delete /srv in a container']],
    ['docker run hashicorp/terraform:1.9 destroy', ['terraform destroy in a container']],
    ['docker run postgres -c shared_buffers=1GB', []],
    ['docker run nginx', []],
    ['buildah run c rm -rf /srv', ['delete /srv in a container']],
    ['crictl exec -it 1a rm -rf /srv', ['delete /srv in a container']],
    ['limactl shell dev rm -rf /srv', ['delete /srv in a ssh']],
  ])('%s: %j', (command, found) => {
    expect(summaries(command)).toEqual(found);
  });
});

describe('files of this machine', () => {
  test.each([
    ['docker run -v ~/.ssh:/k:ro alpine', ['read /home/dev/.ssh']],
    ['docker run --volume=./data:/data alpine', ['read ./data']],
    ['docker run -v data:/data alpine', []],
    ['docker run --mount type=bind,source=/etc,target=/e alpine', ['read /etc']],
    ['docker run --mount type=volume,source=data,target=/d alpine', []],
    ['docker run --env-file .env alpine', []],
    ['docker cp notes.txt web:/tmp/', ['read notes.txt']],
    ['docker cp web:/tmp/x ./x', ['write ./x']],
    ['docker save -o app.tar app', ['write app.tar']],
    ['docker load -i app.tar', ['read app.tar']],
    ['docker build -f Dockerfile --secret id=a,src=.npmrc .', ['read .']],
    ['docker build -o out .', ['read .', 'write out']],
    ['docker build --output type=local,dest=out .', ['read .', 'write out']],
  ])('%s: %j', (command, found) => {
    expect(summaries(command)).toEqual(found);
  });
});

describe('releases', () => {
  test.each([
    ['docker push registry.example.com/app:1', ['release image']],
    ['docker push registry.example.com/app:prod', ['release image in production']],
    ['docker push localhost:5000/app', []],
    ['docker compose push', ['release image']],
    ['docker buildx build --push -t r.example.com/a:1 .', ['read .', 'release image']],
    ['skopeo copy docker://a docker://b', ['release image']],
    ['docker stack deploy -c s.yml prod', ['release service in production']],
    ['docker --context prod compose up -d', ['release service in production']],
    ['docker --context prod ps', []],
  ])('%s: %j', (command, found) => {
    expect(summaries(command)).toEqual(found);
  });
});
