return provisionInfrastructure(directory: "infra/bob's", backend: [bucket: 'state'], variables: [name: 'staging', zones: ['a', 'b']], variableFiles: ['small.tfvars'], allow: ['x:y'])
