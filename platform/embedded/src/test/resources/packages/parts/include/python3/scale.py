factor = {{factor}}
