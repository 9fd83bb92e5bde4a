return autoStopEnvironments(environments: ['staging', [environment: 'demo', roleArn: 'arn:aws:iam::1:role/x']], schedule: [stop: '0 19 * * *', zone: 'UTC'])
