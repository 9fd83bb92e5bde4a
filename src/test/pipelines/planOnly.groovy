return provisionInfrastructure(directory: 'infra', apply: false)
