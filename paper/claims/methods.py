"""How a claim is proved, or why it stays numerical: words that several claims share."""

BALLS = "ball arithmetic (Arb) with the bath as two zeta functions in imaginary time"

ALL_ORDERS = "all orders in the coupling, by exact diagonalization: the eigenvalues have no closed form"

BOUNDARY = "much smaller has no exact boundary: sampled well inside and well outside of it, on systems solved exactly"

QUADRATURE = "how an integral over a continuous bath scales, by quadrature; the integrand is that of a proved equation"
