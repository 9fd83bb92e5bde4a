notifyDeployment(receipt: receipt, to: 'team@example.org')
