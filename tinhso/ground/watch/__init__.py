"""Watch (theo dõi vận hành): one id for what is asked, the parts of the work, and log lines that name nobody."""
