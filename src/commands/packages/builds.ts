import { literal, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';
import { publish } from './_package.ts';

function released(command: Command, environment: Word, what: 'service' | 'image'): Finding {
  return { kind: 'deploy.release', tool: command.program, environment, production: 'no', what };
}

/** Goals of Maven and tasks of Gradle that publish; others that are programs of their own are handed to those. */
function* readBuild(command: Command): Iterable<Finding> {
  if (command.has('--help', '-h', '--dry-run', '-m', '--version') === 'yes' && command.has('-n') !== 'yes') return;
  for (const word of command.operands) {
    const text = textOf(word);
    if (text === undefined) continue;
    const task = text.slice(text.lastIndexOf(':') + 1);
    if (
      /^(?:appengineDeploy\w*|appengine:deploy\w*|cloudFunctionsDeploy|azureWebAppDeploy|azure-(?:webapp|functions):deploy|liberty:deploy|cargo:deploy|tomcat7?:(?:re)?deploy|heroku:deploy(?:-war)?)$/.test(
        text,
      )
    )
      yield released(command, word, 'service');
    else if (/^(?:jib|dockerPush|dockerPushImage|jib:build|dockerBuildPush)$/.test(text) || text.endsWith(':jib'))
      yield released(command, word, 'image');
    else if (/^(?:deploy|release:perform|nexus-staging:release)$|:deploy(?:-file)?$/.test(text))
      yield publish(command, word);
    else if (
      /^(?:publish(?!ToMavenLocal)\w*|uploadArchives|closeAndRelease\w*|bintrayUpload|artifactoryPublish|releaseToMavenCentral)$/.test(
        task,
      )
    )
      yield publish(command, word);
    const plugin =
      /^(?:[\w.-]+:)?(flyway|liquibase)(?:-maven-plugin)?(?::[\d.]+)?:(\w+)$/.exec(text) ??
      /^(?:.*:)?(flyway|liquibase)([A-Z]\w*)$/.exec(text);
    if (plugin !== null) {
      const verb = plugin[2] ?? '';
      yield {
        kind: 'run',
        argv: [literal(plugin[1] ?? ''), literal(verb.charAt(0).toLowerCase() + verb.slice(1))],
        via: command.program,
      };
    }
  }
}

export const specs: readonly Spec[] = [
  {
    names: ['mvn', 'mvnw', 'mvnd', 'gradle', 'gradlew'],
    syntax: {
      value:
        '-f --file -s --settings -P --activate-profiles -pl --projects -T --threads -rf --resume-from -p --project-dir -b --build-file -c --settings-file -I --init-script -x --exclude-task -g --gradle-user-home --console',
      flags:
        '-q --quiet -B --batch-mode -o --offline -U -X -e -am -amd -N -m --dry-run -i -d --info --debug --stacktrace --scan --no-daemon --parallel --continue',
      style: 'long-dash',
    },
    read: readBuild,
  },
];
