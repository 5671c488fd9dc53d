"""Governance: the bodies, their sessions, what they decided, the reviews of the commissions."""
