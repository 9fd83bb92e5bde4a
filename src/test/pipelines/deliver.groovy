blueGreenPipeline(release: 'v2', plan: '50%:1s, 100%:1s', environments: ['staging', [name: 'production', approvers: 'release-managers']])
