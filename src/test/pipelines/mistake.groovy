approveRelease(deployment: deployment, submiter: 'typo')
