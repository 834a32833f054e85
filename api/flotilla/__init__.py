"""The core of Flotilla, shared by the Lambdas and the runners."""
