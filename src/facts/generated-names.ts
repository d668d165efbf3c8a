/** Directories that builds, package managers and tools make and make again, blank-separated; a slash means one in the other. */
export const GENERATED_DIRECTORIES =
  'node_modules bower_components jspm_packages dist build out target coverage htmlcov .nyc_output bin obj vendor deps tmp temp log logs cache ' +
  '.next .nuxt .output .svelte-kit .astro .docusaurus .turbo .nx .cache .parcel-cache .vite .vitest .rpt2_cache .angular .pnpm-store ' +
  '.eslintcache .stylelintcache .sass-cache .serverless .vercel .netlify .wrangler .expo .expo-shared .metro-cache .webpack .fusebox .swc .rollup.cache ' +
  'storybook-static lib-cov test-output wheelhouse mutants.out playwright-report test-results blob-report allure-results allure-report .jest-cache .jest .stryker-tmp .c8 ' +
  '__pycache__ .pytest_cache .mypy_cache .ruff_cache .pytype .pyre .hypothesis .tox .nox .venv venv .eggs .ipynb_checkpoints __pypackages__ .pdm-build cython_debug ' +
  '.gradle .kotlin .cxx .externalNativeBuild cmake-build-debug cmake-build-release CMakeFiles _deps bazel-bin bazel-out bazel-testlogs ' +
  'Library/ScriptAssemblies Library/Bee Library/PackageCache Library/ShaderCache Library/Artifacts Library/StateCache Intermediate DerivedDataCache ' +
  'DerivedData .build .swiftpm Pods Carthage/Build .dart_tool .flutter-plugins .symlinks ' +
  '_build elm-stuff .elixir_ls .stack-work dist-newstyle .cabal-sandbox .cpcache .shadow-cljs .bsp .bloop .metals ' +
  '.bundle vendor/bundle .yardoc _site .jekyll-cache public/build public/packs public/assets .phpunit.cache var/cache bootstrap/cache storage/framework ' +
  '.terraform .terragrunt-cache cdk.out .aws-sam .zig-cache zig-cache zig-out nimcache .ccls-cache TestResults BenchmarkDotNet.Artifacts .vs ' +
  '.godot .import .pio .pioenvs .direnv _book .vuepress/dist .vuepress/cache .vitepress/dist .vitepress/cache .vitepress/.temp .docz .temp .tmp .scannerwork site/public .hugo_build.lock resources/_gen ' +
  '.esbuild .open-next .sst .contentlayer .velite .react-router .tanstack .firebase .jupyter_cache .quarto _freeze .benchmarks fable_modules .meteor/local ' +
  'ebin _rel .eunit log/ct .rebar3 cover .hpc .clj-kondo/.cache .lsp/.cache .cljs_node_repl project/target project/project builddir .yarn/cache .yarn/unplugged ' +
  'lua_modules .luarocks .lake _opam _esy .spago .pulp-cache .shards obj_dir sim_build xsim.dir twister-out typechain typechain-types cache_hardhat artifacts-zk ' +
  '.anchor test-ledger fastlane/test_output Carthage/Checkouts captures .npm .npm-cache .yarn-cache .pip-cache .uv-cache .import_linter_cache .phpunit.result.cache ' +
  'latex.out _minted .texpadtmp .Rproj.user .Rcheck .nextflow work/conda .dvc/cache .snakemake .mypy .pixi';

/** Names that are build output in some trades and somebody's source in others: generated only where git is known not to track them. */
export const AMBIGUOUS_DIRECTORIES =
  'lib site env gen generated release debug Debug Release x64 x86 reports output outputs artifacts public Library Temp Logs Binaries Saved Builds';

/** Files that builds, editors and tools leave behind. */
export const GENERATED_FILES =
  '*.pyc *.pyo *.egg-info *.o *.obj *.so *.dylib *.dll *.class *.beam *.hi *.rlib *.gcda *.gcno *.tsbuildinfo *.log *.tmp *.swp *.swo *~ *.pid ' +
  '.coverage .coverage.* coverage.xml lcov.info .eslintcache .stylelintcache .prettiercache .DS_Store Thumbs.db npm-debug.log* yarn-error.log .pnp.cjs ' +
  'a.out *.prof *.whl *.orig *.rej *.aux *.fls *.fdb_latexmk *.synctex.gz *.hmap *.dSYM *.profraw *.profdata .nextflow.log* erl_crash.dump hs_err_pid*.log core.[0-9]* *.vcd *.vvp';

/** What package managers write again from the manifest, also where git tracks it. */
export const LOCK_FILES =
  'package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock Cargo.lock poetry.lock uv.lock pdm.lock Pipfile.lock pixi.lock ' +
  'composer.lock Gemfile.lock Podfile.lock Package.resolved pubspec.lock mix.lock go.sum packages.lock.json flake.lock .terraform.lock.hcl gradle.lockfile';
