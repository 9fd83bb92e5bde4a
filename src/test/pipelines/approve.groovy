return approveRelease(deployment: deployment, submitter: 'release-managers', allowSelf: allowSelf)
